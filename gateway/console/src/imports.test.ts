import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

const root = import.meta.dirname;
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !file.includes('.test.') && !file.endsWith('.d.ts'),
);

/** The files that a file asks for, when it is loaded or later. */
function importsOf(file: string): string[] {
    const text = readFileSync(join(root, file), 'utf8');
    return [...text.matchAll(/(?:\bfrom |\bimport\(|^import )'(\.[^']+)'/gm)].flatMap((match) => {
        const path = join(dirname(join(root, file)), match[1] as string);
        const found = [path, `${path}.ts`, `${path}.tsx`, join(path, 'index.ts')].find(
            (one) => /\.tsx?$/.test(one) && existsSync(one),
        );
        return found ? [relative(root, found)] : [];
    });
}

const graph = new Map(files.map((file) => [file, importsOf(file)]));

/** The first circle that can be entered from a file, as the way round it. */
function circleFrom(file: string, way: string[], done: Set<string>): string[] | undefined {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    done.add(file);
    for (const next of graph.get(file) ?? []) {
        const circle = circleFrom(next, [...way, file], done);
        if (circle) return circle;
    }
    return undefined;
}

it('has files that import one another in no circle', () => {
    expect([...graph.values()].flat().length).toBeGreaterThan(500);
    const done = new Set<string>();
    expect(files.map((file) => circleFrom(file, [], done)).filter(Boolean)).toEqual([]);
});

it('leaves the pages to the app: nothing else imports the routes, and only the routes import whole pages', () => {
    const importersOf = (wanted: (file: string) => boolean) => files.filter((file) => graph.get(file)?.some(wanted));
    expect(importersOf((file) => file === 'routes.tsx')).toEqual(['App.tsx']);
    expect(importersOf((file) => /^pages\/\w+\/\w+Page\.tsx$/.test(file))).toEqual(['routes.tsx']);
});
