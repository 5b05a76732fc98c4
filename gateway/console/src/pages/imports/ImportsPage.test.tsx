import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import ImportsPage from './ImportsPage';
import type { ImportState } from './state';

const ID = '01a20d5c-f08e-70c6-925c-af05f0b21ea1';
const checked: ImportState = {
    id: ID,
    kind: 'targets',
    status: 'completed',
    mode: 'rows',
    dryRun: true,
    format: 'utf-8',
    sheet: null,
    fileName: 'targets.csv',
    createdBy: 'hr',
    rowsTotal: 2,
    rowsWaiting: 0,
    hasRejectedRows: true,
    rowsRead: 2,
    rowsAccepted: 1,
    rowsUnchanged: 0,
    rowsRejected: 1,
    createdAt: '2026-11-24T11:42:04Z',
    startedAt: '2026-11-24T11:42:04Z',
    finishedAt: '2026-11-24T11:42:05Z',
    errorCode: null,
    error: null,
};

/** The one way to the network that is not fetch. */
function takeUploads() {
    const sent: { address: string; headers: Record<string, string>; body: unknown }[] = [];
    class Request {
        status = 202;
        responseText = '';
        upload = {};
        onload: () => void = () => undefined;
        private address = '';
        private readonly headers: Record<string, string> = {};
        open(_: string, address: string) {
            this.address = address;
        }
        setRequestHeader(name: string, value: string) {
            this.headers[name] = value;
        }
        send(body: unknown) {
            sent.push({ address: this.address, headers: this.headers, body });
            this.responseText = JSON.stringify({ ...checked, dryRun: this.address.includes('dryRun=true') });
            setTimeout(() => this.onload());
        }
    }
    vi.stubGlobal('XMLHttpRequest', Request);
    return sent;
}

afterEach(() => vi.unstubAllGlobals());

const network = (path: string) => {
    if (path.endsWith('/errors'))
        return "row,column,code,message\r\n3,manager_no,manager.unknown,There is no manager 'M9'.\r\n";
    if (path.endsWith('/preview'))
        return {
            sheet: null,
            format: 'utf-8',
            rows: 2,
            columns: ['manager_no', 'period', 'kpi', 'target'].map((column) => ({ text: column, column })),
            first: [{ number: 2, cells: ['M1', '2026-12', 'approved', '5'] }],
            rejected: [{ number: 3, cells: ['M9', '2026-12', 'approved', '7'] }],
        };
    if (path.endsWith('/columns'))
        return {
            columns: [
                {
                    name: 'manager_no',
                    zh: '客户经理编号',
                    en: 'Manager number',
                    required: true,
                    form: 'code',
                    example: 'M0001',
                    words: [],
                },
            ],
        };
    return path.includes(ID) ? checked : { items: [], next: null };
};
const file = (text: string) => new File([text], 'targets.csv');
const choose = (chosen: File) =>
    fireEvent.change(document.querySelector('input[type=file]') as HTMLInputElement, { target: { files: [chosen] } });

it('checks a file before it imports it, and shows what is wrong beside the row', async () => {
    answerWith(network);
    const sent = takeUploads();
    await openPage(<ImportsPage />, { roles: ['hr'], at: '/imports?kind=targets' });
    choose(file('manager_no,period,kpi,target\nM1,2026-12,approved,5\nM9,2026-12,approved,7\n'));
    await userEvent.click(await screen.findByRole('button', { name: 'Check only' }));
    expect(await screen.findByText("There is no manager 'M9'.")).toBeTruthy();
    expect(await screen.findByText(/2026-12 , approved , 7/, { selector: 'span' })).toBeTruthy();
    expect(sent[0]?.address).toBe('/performance/imports/targets?mode=rows&dryRun=true');
    expect(sent[0]?.headers['Content-Type']).toBe('text/csv');
    expect(sent[0]?.headers['Content-Disposition']).toBe("attachment; filename*=UTF-8''targets.csv");
    expect(await screen.findByText('Manager number')).toBeTruthy();

    await userEvent.click(screen.getByRole('button', { name: 'Import valid rows' }));
    await waitFor(() => expect(sent[1]?.address).toBe('/performance/imports/targets?mode=rows&dryRun=false'));
    expect(sent[1]?.body).toBe(sent[0]?.body);
    expect(sent[1]?.headers['Idempotency-Key']).not.toBe(sent[0]?.headers['Idempotency-Key']);
});

it('says that a file was saved again after it was chosen, and sends nothing', async () => {
    answerWith(network);
    const sent = takeUploads();
    await openPage(<ImportsPage />, { roles: ['hr'], at: '/imports?kind=targets' });
    const changed = file('manager_no\n');
    changed.slice = () => ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) }) as never;
    choose(changed);
    await userEvent.click(await screen.findByRole('button', { name: 'Check only' }));
    expect(await screen.findByText('The file has changed since you chose it. Choose it again.')).toBeTruthy();
    expect(sent).toEqual([]);
});

it('shows an auditor every service and no upload', async () => {
    const asked = answerWith(network);
    await openPage(<ImportsPage />, { roles: ['auditor'], at: '/imports?service=feedback&status=failed' });
    expect(await screen.findByText('No matches. Clear a filter.')).toBeTruthy();
    expect(screen.queryByText('Upload a file')).toBeNull();
    expect(asked).toEqual(['/feedback/imports?limit=20&status=failed&sort=-number&total=true']);
});
