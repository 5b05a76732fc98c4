import { expect, it } from 'vitest';
import { firstLanguage } from '.';

it.each([
    [null, ['en-GB', 'zh-CN'], 'en'],
    [null, ['zh-TW', 'en'], 'zh-CN'],
    [null, ['de-DE', 'en-US'], 'en'],
    [null, ['de-DE'], 'zh-CN'],
    [null, [], 'zh-CN'],
    ['zh-CN', ['en-GB'], 'zh-CN'],
    ['en', ['zh-CN'], 'en'],
    ['fr', ['en'], 'en'],
] as const)('with %s chosen, a browser of %j begins in %s', (chosen, ofBrowser, language) =>
    expect(firstLanguage(chosen, ofBrowser)).toBe(language),
);
