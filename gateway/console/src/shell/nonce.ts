/**
 * The page's policy lets in no style sheet but our own files and those with the nonce of this page. Components make
 * style elements while
 * they are shown, some of them without a way to be told a nonce, so every style element made here is given it. Who
 * could run a script to
 * make one needs no style any more.
 */
export function giveStylesTheNonce(page: Document = document) {
    const nonce = page.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
    if (!nonce) return;
    const create = page.createElement.bind(page);
    page.createElement = ((name: string, options?: ElementCreationOptions) => {
        const element = create(name, options);
        if (element instanceof HTMLStyleElement) element.nonce = nonce;
        return element;
    }) as typeof page.createElement;
}
