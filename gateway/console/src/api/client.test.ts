import { expect, it, vi } from 'vitest';
import { startLanguage } from '../i18n';
import { answer, callsOf, incentive, once, onSignedOut, performance, setAntiforgery } from './client';
import { Problem } from './problem';

function network(reply: () => Response) {
    return vi.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(reply()));
}

it('asks at the address the document gives, with what is given of the query', async () => {
    const sent = network(() => Response.json({ items: [], next: null }));
    await answer(
        performance.GET('/managers', { params: { query: { limit: 50, org: 'B 1', search: '', sort: undefined } } }),
    );
    await answer(
        performance.GET('/scorecards/{managerNo}/{period}', {
            params: { path: { managerNo: 'M/1', period: '2026-05' } },
        }),
    );
    await answer(callsOf.feedback.GET('/audit', { params: { query: { total: true } } }));
    expect(sent.mock.calls.map(([path]) => path)).toEqual([
        '/performance/managers?limit=50&org=B+1',
        '/performance/scorecards/M%2F1/2026-05',
        '/feedback/audit?total=true',
    ]);
});

it('sends the language with everything, and with a write the proof, its key and its body', async () => {
    localStorage.setItem('cardteam.language', 'en');
    await startLanguage();
    setAntiforgery('proof');
    const sent = network(() => Response.json({}));
    await answer(incentive.GET('/runs'));
    await answer(incentive.POST('/runs', { headers: once('k1'), body: { period: '2026-05', without: [] } }));
    await answer(incentive.POST('/runs/{id}/approve', { params: { path: { id: 'r1' } }, headers: once('k2') }));
    const [read, write, bare] = sent.mock.calls.map(([, init]) => init);
    const headersOf = (init: RequestInit | undefined) => new Headers(init?.headers);
    expect(headersOf(read).get('Accept-Language')).toBe('en');
    expect(headersOf(read).get('X-Antiforgery')).toBeNull();
    expect(read?.body).toBeUndefined();
    expect(headersOf(write).get('X-Antiforgery')).toBe('proof');
    expect(headersOf(write).get('Idempotency-Key')).toBe('k1');
    expect(headersOf(write).get('Content-Type')).toBe('application/json');
    expect(JSON.parse(String(write?.body))).toEqual({ period: '2026-05', without: [] });
    expect(headersOf(bare).get('Idempotency-Key')).toBe('k2');
    expect(bare?.body).toBeUndefined();
    expect(sent.mock.calls.every(([, init]) => init?.credentials === 'same-origin')).toBe(true);
});

it('throws what a service refuses with, and tells when nobody is signed in any more', async () => {
    const signedOut = vi.fn();
    onSignedOut(signedOut);
    network(() => Response.json({ code: 'run.not-found', title: 'No such run' }, { status: 404 }));
    const refusal = await answer(incentive.GET('/runs/{id}', { params: { path: { id: 'x' } } })).catch(
        (error) => error,
    );
    expect(refusal).toBeInstanceOf(Problem);
    expect(refusal).toMatchObject({ code: 'run.not-found', status: 404 });
    expect(signedOut).not.toHaveBeenCalled();
    network(() => new Response(null, { status: 401 }));
    await expect(answer(incentive.GET('/runs'))).rejects.toMatchObject({ status: 401 });
    expect(signedOut).toHaveBeenCalledOnce();
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('no network'));
    await expect(answer(incentive.GET('/runs'))).rejects.toMatchObject({ status: 0, code: 'network.unreachable' });
});

it('has nothing to say of an answer without a body', async () => {
    network(() => new Response(null, { status: 204 }));
    expect(await answer(callsOf.training.POST('/parked/{id}/replay', { params: { path: { id: 7 } } }))).toBeUndefined();
});
