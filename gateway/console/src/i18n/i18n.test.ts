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
        .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
        .filter((file) => /[\u4e00-\u9fff]/.test(readFileSync(join(root, file), 'utf8').replaceAll('中文', '')));
    expect(found).toEqual([]);
});
