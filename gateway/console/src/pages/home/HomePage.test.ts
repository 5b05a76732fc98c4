import { expect, it } from 'vitest';
import en from '../../i18n/en.json';
import zh from '../../i18n/zh-CN.json';
import { rooms } from '../../session/access';

it('says of every room in the menu what it is for, in both languages', () => {
    const ids = rooms.filter((room) => room.inMenu && room.path !== '/').map((room) => room.id);
    for (const texts of [en, zh]) {
        expect(Object.keys(texts.room)).toEqual(
            expect.arrayContaining(rooms.filter((room) => room.inMenu).map((room) => room.id)),
        );
        expect(Object.keys(texts.home.about).sort()).toEqual(ids.sort());
    }
});
