// Types of every service's calls, from the OpenAPI documents beside this folder (a test keeps those equal to what the
// services say of themselves).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const root = join(import.meta.dirname, '..');
for (const name of readdirSync(join(root, 'openapi'))) {
    const document = JSON.parse(readFileSync(join(root, 'openapi', name), 'utf8'));
    const types = await openapiTS(document, { defaultNonNullable: false });
    writeFileSync(join(root, 'src/api', name.replace('.json', '.d.ts')), astToString(types));
}
