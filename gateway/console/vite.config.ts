import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** The gateway serves these files as they are: compressed once, here, as well as can be. */
const compressed = () => ({
    name: 'compressed',
    apply: 'build' as const,
    writeBundle() {
        const folder = join(import.meta.dirname, 'dist');
        for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((n) =>
            /\.(js|css|html|svg|json)$/.test(n),
        )) {
            const file = join(folder, name);
            writeFileSync(
                `${file}.br`,
                brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
            );
            rmSync(file);
        }
    },
});

export default defineConfig({
    plugins: [react(), compressed()],
    build: {
        target: 'es2022',
        // Nothing inlined: the pages' policy takes scripts and fonts from our own origin only.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        chunkSizeWarningLimit: 1200,
    },
    server: {
        // `npm run dev` beside a running suite.
        proxy: Object.fromEntries(
            ['/session', '/performance', '/training', '/feedback', '/incentive', '/status', '/health'].map((path) => [
                path,
                'http://127.0.0.1:5080',
            ]),
        ),
    },
    test: {
        environment: 'jsdom',
        setupFiles: ['src/test/setup.ts'],
        restoreMocks: true,
        // A page of a whole room takes seconds where two other projects are tested beside it.
        testTimeout: 20_000,
        // Files share what they import, which costs five times what the tests do. So no test may mock a module.
        isolate: false,
    },
});
