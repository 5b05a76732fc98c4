import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next from 'i18next';
import { expect, it } from 'vitest';
import { startLanguage } from '../../i18n';
import { ACTIONS, actionInWords, isRead, plainAction } from './actions';
import { notesOf } from './together';

it('has words for everything that the services record', async () => {
    localStorage.setItem('cardteam.language', 'en');
    await startLanguage();
    const table = readFileSync(
        join(import.meta.dirname, '../../../../../tests/Architecture.Tests/Routes/RouteTable.cs'),
        'utf8',
    );
    // The gateway keeps no audit; its lines name a service, or the session.
    const writes = [...table.matchAll(/^\s+(POST|PUT|DELETE|PATCH)\s+(\/\S+)/gm)]
        .map(([, method, path]) => `${method} ${path}`)
        // A preview keeps nothing and is not recorded.
        .filter(
            (one) =>
                one !== 'POST /plans/preview' &&
                !/ \/(target-plans|score-sheets|own-goals\/\S+)\/(check|spread)$/.test(one),
        )
        .filter((one) => !/ \/(auth|session|performance|training|feedback|incentive|login)\b/.test(one));
    expect(writes.length).toBeGreaterThan(20);
    const t = i18next.t.bind(i18next);
    expect(writes.filter((one) => actionInWords(t, one) === one)).toEqual([]);
    expect(
        ACTIONS.filter(({ action }) => actionInWords(t, action).includes('audit.did')).map(({ key }) => key),
    ).toEqual([]);
});

it('tells a reading from a change, and one action from another whatever the router adds', () => {
    expect(isRead('GET /runs/')).toBe(true);
    expect(isRead('POST /runs/')).toBe(false);
    expect(plainAction('POST /runs/{id:guid}/approve')).toBe('POST /runs/{id}/approve');
});

it('reads what an action changed, before and after', () => {
    expect(notesOf('{"status":{"before":"draft","after":"approved"},"ruleHash":"h"}')).toEqual([
        ['status', { before: 'draft', after: 'approved' }],
        ['ruleHash', 'h'],
    ]);
});
