import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROLES } from '../../session/session';
import { SERVICES } from '../../api/client';
import { kinds, kindsFor, readersOf, servicesFor } from './kinds';

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

it('gives each role its files', () => {
    expect(kindsFor(['branch-head']).map((kind) => kind.kind)).toEqual([
        'managers',
        'targets',
        'indicators',
        'customers',
        'customer-handovers',
    ]);
    expect(kindsFor(['auditor'])).toEqual([]);
    expect(servicesFor(['trainer'])).toEqual(['training']);
    expect(servicesFor(['auditor'])).toEqual([...SERVICES]);
});
