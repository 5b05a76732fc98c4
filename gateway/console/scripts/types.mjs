// Types of every service's calls, from the OpenAPI documents beside this folder (a test keeps those equal to what the
// services say of themselves).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const root = join(import.meta.dirname, '..');
for (const name of readdirSync(join(root, 'openapi'))) {
    const document = JSON.parse(readFileSync(join(root, 'openapi', name), 'utf8'));
    // Paging is documented by the names of its fields, Limit and After; every address says limit and after, which is
    // the same to a service.
    for (const path of Object.values(document.paths))
        for (const { parameters = [] } of Object.values(path))
            for (const one of parameters.filter((parameter) => parameter.in === 'query'))
                one.name = one.name[0].toLowerCase() + one.name.slice(1);
    const types = await openapiTS(document, { defaultNonNullable: false });
    writeFileSync(join(root, 'src/api', name.replace('.json', '.d.ts')), astToString(types));
}
