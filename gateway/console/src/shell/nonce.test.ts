import { expect, it } from 'vitest';
import { giveStylesTheNonce } from './nonce';

it("gives the page's nonce to every style element, and to nothing else", () => {
    const page = document.implementation.createHTMLDocument();
    const meta = page.createElement('meta');
    meta.setAttribute('property', 'csp-nonce');
    meta.nonce = 'n1';
    page.head.append(meta);
    giveStylesTheNonce(page);
    expect(page.createElement('style').nonce).toBe('n1');
    expect(page.createElement('script').nonce).toBeFalsy();
});

it('leaves a page without a nonce as it is', () => {
    const page = document.implementation.createHTMLDocument();
    giveStylesTheNonce(page);
    expect(page.createElement('style').nonce).toBeFalsy();
});
