import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { answerWith, openPage } from '../test/page';
import { ExportButton } from './ExportButton';

test('what the filters leave is kept as a file', async () => {
    const asked = answerWith(() => 'managerNo\r\nM1\r\n');
    URL.createObjectURL = () => 'blob:file';
    URL.revokeObjectURL = () => undefined;
    const kept: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
        kept.push(this.download);
    });
    await openPage(
        <ExportButton path="/performance/managers" query={{ org: 'B1', level: undefined, sort: '-hiredOn' }} />,
        { roles: ['hr'] },
    );
    await userEvent.click(screen.getByRole('button', { name: /Export/ }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Excel workbook' }));
    await vi.waitFor(() => expect(kept).toEqual(['managers.xlsx']));
    expect(asked).toEqual(['/performance/managers.xlsx?org=B1&sort=-hiredOn']);
});

test('a refusal is shown', async () => {
    vi.spyOn(globalThis, 'fetch').mockResolvedValue(
        Response.json({ code: 'request.invalid-sort', title: 'sort is one of these fields' }, { status: 400 }),
    );
    await openPage(<ExportButton path="/performance/managers" query={{ sort: 'colour' }} />, { roles: ['hr'] });
    await userEvent.click(screen.getByRole('button', { name: /Export/ }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'CSV' }));
    expect(await screen.findByText('sort is one of these fields')).toBeTruthy();
});
