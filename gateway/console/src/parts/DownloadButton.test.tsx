import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { answerWith, openPage } from '../test/page';
import { DownloadButton } from './DownloadButton';

const BUTTON = (
    <DownloadButton
        path="/incentive/runs/r1/bundle"
        name="run-2026-06.zip"
        label="Download proof"
        about="It can be checked outside."
    />
);

test('the file is kept under its name', async () => {
    const asked = answerWith(() => 'a zip');
    URL.createObjectURL = () => 'blob:file';
    URL.revokeObjectURL = () => undefined;
    const kept: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
        kept.push(this.download);
    });
    await openPage(BUTTON, { roles: ['auditor'] });
    expect(screen.getByText('It can be checked outside.')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: /Download proof/ }));
    await vi.waitFor(() => expect(kept).toEqual(['run-2026-06.zip']));
    expect(asked).toEqual(['/incentive/runs/r1/bundle']);
});

test('a refusal is shown', async () => {
    vi.spyOn(globalThis, 'fetch').mockResolvedValue(
        Response.json({ code: 'bundle.no-key', title: 'No file is set up for the key' }, { status: 409 }),
    );
    await openPage(BUTTON, { roles: ['auditor'] });
    await userEvent.click(screen.getByRole('button', { name: /Download proof/ }));
    expect(await screen.findByText('No file is set up for the key')).toBeTruthy();
});
