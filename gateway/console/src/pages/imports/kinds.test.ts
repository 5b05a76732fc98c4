import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROLES } from '../../session/session';
import {
    SERVICES,
    checkHeader,
    guessKind,
    isHeaderGood,
    kindOf,
    kinds,
    kindsFor,
    readersOf,
    servicesFor,
} from './kinds';

const root = join(import.meta.dirname, '../../../../..');
const routes = readFileSync(join(root, 'tests/Architecture.Tests/Routes/RouteTable.cs'), 'utf8');
const people = (roles: string) => roles.split(' ').filter((role) => (ROLES as readonly string[]).includes(role));
const section = (service: string) =>
    new RegExp(`\\n {8}${service}\\r?\\n([^]*?)(?=\\n {8}\\w|""")`).exec(routes)?.[1] ?? '';

it.each([...SERVICES])('knows which files %s takes, and from whom', (service) => {
    const posts = [...section(service).matchAll(/POST +\/imports\/([\w-]+) +(.+?)\r?\n/g)].map(
        ([, kind = '', roles = '']) => [kind, people(roles)],
    );
    expect(kinds.filter((kind) => kind.service === service).map((kind) => [kind.kind, [...kind.roles]])).toEqual(posts);
    const readers = people(/GET +\/imports +(.+?)\r?\n/.exec(section(service))?.[1] ?? '');
    expect([...readersOf(service)].sort()).toEqual(readers.sort());
});

it('knows the columns of every kind as the services have them', () => {
    const services = join(root, 'services');
    const said = new Map<string, string[]>();
    for (const file of readdirSync(services, { recursive: true, encoding: 'utf8' }).filter(
        (name) => /Import\w+\.cs$/.test(name) && !/[\\/](obj|bin)[\\/]/.test(name),
    )) {
        const source = readFileSync(join(services, file), 'utf8');
        const name = /override string Name => "([\w-]+)"/.exec(source)?.[1];
        const list = /IReadOnlyList<ImportColumn> Columns { get; } =\s*\[([^\]]*)\]/.exec(source)?.[1];
        if (name && list)
            said.set(
                name,
                [...list.matchAll(/new\("(\w+)"(, true)?\)/g)].map(
                    ([, column, required]) => `${column}${required ? '*' : ''}`,
                ),
            );
    }
    expect(
        Object.fromEntries(
            kinds.map((kind) => [
                kind.kind,
                kind.columns.map((column) => `${column.name}${column.required ? '*' : ''}`),
            ]),
        ),
    ).toEqual(Object.fromEntries(said));
});

it('gives each role its files', () => {
    expect(kindsFor(['branch-head']).map((kind) => kind.kind)).toEqual(['managers', 'targets', 'indicators']);
    expect(kindsFor(['auditor'])).toEqual([]);
    expect(servicesFor(['trainer'])).toEqual(['training']);
    expect(servicesFor(['auditor'])).toEqual([...SERVICES]);
});

it('names unknown, repeated and missing columns', () => {
    const targets = kindOf('performance', 'targets');
    const verdict = checkHeader(['Manager_No ', 'period', 'period', 'goal'], targets?.columns ?? []);
    expect(verdict).toEqual({ unknown: ['goal'], repeated: ['period'], missing: ['kpi', 'target'], absent: [] });
    expect(isHeaderGood(verdict)).toBe(false);
});

it('tells the kind from the header', () => {
    expect(guessKind(['manager_no', 'period', 'kpi', 'target'], kinds)?.kind).toBe('targets');
    expect(guessKind(['a'], kinds)).toBeUndefined();
});
