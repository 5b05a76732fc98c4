import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import ts from 'typescript-eslint';

export default ts.config(
    { ignores: ['dist', 'src/api/*.d.ts'] },
    js.configs.recommended,
    ...ts.configs.strict,
    hooks.configs.flat.recommended,
    {
        files: ['scripts/**'],
        languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
    },
);
