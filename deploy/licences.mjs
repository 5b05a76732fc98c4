// The licence of everything the programs carry, from their bills of materials (CycloneDX): one line a package, and which program has it.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'

const packages = new Map()
for (const file of process.argv.slice(2)) {
    for (const part of JSON.parse(readFileSync(file, 'utf8')).components ?? []) {
        const licence = (part.licenses ?? []).map((l) => l.expression ?? l.license.id ?? l.license.name ?? l.license.url).join(' or ') || 'not stated'
        const line = `${part.name} ${part.version}\t${licence}`
        packages.set(line, [...(packages.get(line) ?? []), basename(file, '.json')])
    }
}

for (const [line, programs] of [...packages].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`${line}\t${programs.join(' ')}`)
