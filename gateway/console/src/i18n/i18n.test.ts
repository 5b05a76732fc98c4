import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import en from './en.json';
import zh from './zh-CN.json';

type Texts = { [key: string]: string | Texts };
const keys = (texts: Texts, prefix = ''): string[] =>
    Object.entries(texts).flatMap(([key, text]) =>
        typeof text === 'string' ? [`${prefix}${key}`] : keys(text, `${prefix}${key}.`),
    );
const holes = (texts: Texts): string[] =>
    keys(texts).map((key) => `${key} ${[...textOf(texts, key).matchAll(/{{\w+}}/g)].map(String).sort().join()}`);
const textOf = (texts: Texts, key: string): string =>
    key.split('.').reduce<string | Texts>((at, part) => (at as Texts)[part] as string | Texts, texts) as string;

it('has every text in both languages, with the same holes to fill', () => {
    expect(holes(en).sort()).toEqual(holes(zh).sort());
});

it('has every text that the pages ask for by name', () => {
    const root = join(import.meta.dirname, '..');
    const known = new Set(keys(zh));
    const asked = readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
        .flatMap((file) =>
            [...readFileSync(join(root, file), 'utf8').matchAll(/\bt\('([\w.-]+)'/g)].map(
                (match) => match[1] as string,
            ),
        );
    expect(asked.filter((key) => !known.has(key) && !known.has(`${key}_one`) && !known.has(`${key}_other`))).toEqual(
        [],
    );
});

it('has no Chinese text outside the language files', () => {
    const root = join(import.meta.dirname, '..');
    const found = readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((file) => /(?<!\.d)\.tsx?$/.test(file) && !file.includes('.test.'))
        .filter((file) => /[\u4e00-\u9fff]/.test(readFileSync(join(root, file), 'utf8').replaceAll('中文', '')));
    expect(found).toEqual([]);
});

it('writes Chinese with full-width punctuation', () => {
    const text = (key: string) => textOf(zh, key).replaceAll(/{{\w+}}/g, '字');
    const wrong = keys(zh).filter((key) => /[\u3400-\u9fff”][,:;()?!]|[,:;()?!]\s*[\u3400-\u9fff“]/.test(text(key)));
    expect(wrong).toEqual([]);
});

it('counts in English with a singular and a plural', () => {
    const known = new Set(keys(en));
    const counted = keys(en).filter((key) => /{{count}} [a-z]+s\b/.test(textOf(en, key)) && !/_(one|other)$/.test(key));
    expect(counted).toEqual([]);
    expect([...known].filter((key) => key.endsWith('_other') && !known.has(key.replace(/_other$/, '_one')))).toEqual(
        [],
    );
});

it('uses one word for one thing', () => {
    const all = keys(zh).map((key) => [key, textOf(zh, key)] as const);
    for (const word of ['期次', '拒付', '业绩', '名册', '事实编号', '卡片业务事实'])
        expect(
            all.filter(([, text]) => text.replaceAll('花名册', '').includes(word)).map(([key]) => key),
            word,
        ).toEqual([]);
    for (const word of [/\bRooms?\b/, /\bbring\b/i, /\bmended\b/, /take a filter away/, /\brests on\b/i, /\byuan\b/])
        expect(
            keys(en).filter((key) => word.test(textOf(en, key))),
            String(word),
        ).toEqual([]);
});
