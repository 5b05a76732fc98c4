import { fireEvent, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { Route, Routes } from 'react-router';
import { expect, it, vi } from 'vitest';
import type { Role } from '../../session/session';
import { openPage } from '../../test/page';
import CoursePage from './CoursePage';
import CoursesPage from './CoursesPage';
import type { Course } from './calls';
import { bodyOf, draftOf, isWhole } from './courseDraft';

const course: Course = {
    code: 'SALES-1',
    version: 2,
    title: { zh: '合规销售', en: 'Compliant sales' },
    kind: 'compliance',
    channel: 'classroom',
    hours: '6.0',
    prerequisites: ['BASE'],
    validMonths: 12,
    audience: { levels: ['junior'], areas: null, employment: null, hiredWithinDays: 365 },
    materials: [
        { title: { zh: '讲义', en: 'Handout' }, link: null, file: 'f1' },
        { title: { zh: '网站', en: 'Site' }, link: 'https://learning.example', file: null },
    ],
    files: [{ id: 'f1', name: 'handout.pdf', type: 'application/pdf', size: 9 }],
    changedBy: 'trainer',
    changedAt: '2026-06-01T01:00:00Z',
    versions: [
        { version: 2, changedBy: 'trainer', changedAt: '2026-06-01T01:00:00Z' },
        { version: 1, changedBy: 'trainer', changedAt: '2026-05-01T01:00:00Z' },
    ],
};
const row = {
    code: 'SALES-1',
    version: 2,
    titleZh: '合规销售',
    titleEn: 'Compliant sales',
    kind: 'compliance',
    channel: 'classroom',
    hours: '6.0',
    validMonths: null,
    changedBy: 'trainer',
    changedAt: '2026-06-01T01:00:00Z',
};

/** The writes to the service, as method, path and body. */
function service() {
    const sent: [method: string, path: string, body: unknown][] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
        const path = String(input).replace(/^https?:\/\/[^/]+/, '');
        if (init?.method === 'PUT') {
            sent.push([init.method, path, JSON.parse(String(init.body))]);
            return Promise.resolve(Response.json(course));
        }
        if (path.startsWith('/training/courses/')) return Promise.resolve(Response.json(course));
        if (path.startsWith('/training/courses'))
            return Promise.resolve(Response.json({ items: [row], next: null, total: 1 }));
        return Promise.resolve(Response.json({ items: [], next: null, total: 0 }));
    });
    return sent;
}

const openAs = (roles: Role[], at: string) =>
    openPage(
        <App>
            <Routes>
                <Route path="/courses" element={<CoursesPage />} />
                <Route path="/courses/:code" element={<CoursePage />} />
            </Routes>
        </App>,
        { roles, at },
    );

const type = (label: string, value: string) =>
    fireEvent.change(screen.getByRole('textbox', { name: label }), { target: { value } });

it('lists the catalogue, and lets only the training team add to it', async () => {
    service();
    await openAs(['branch-head'], '/courses');
    const link = await screen.findByRole('link', { name: 'Compliant sales' });
    expect(link.getAttribute('href')).toBe('/courses/SALES-1');
    expect(screen.getByText('For good')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'New course' })).toBeNull();
});

it('writes a new course with what was typed', async () => {
    const sent = service();
    await openAs(['trainer'], '/courses');
    await waitFor(() =>
        expect(screen.getByRole<HTMLButtonElement>('button', { name: 'New course' }).disabled).toBe(false),
    );
    fireEvent.click(screen.getByRole('button', { name: 'New course' }));
    const save = await screen.findByRole<HTMLButtonElement>('button', { name: 'Save' });
    expect(save.disabled).toBe(true);
    type('Course code', 'NEW-1');
    type('Chinese title', '新课');
    type('English title', 'New');
    type('Hours', '2.5');
    type('Months valid', '6');
    fireEvent.click(screen.getByRole('button', { name: /Add a link/ }));
    expect(save.disabled).toBe(true);
    type('Chinese title of material 1', '资料');
    type('English title of material 1', 'Paper');
    type('Link of material 1', 'https://a.example');
    fireEvent.click(save);
    await waitFor(() =>
        expect(sent).toEqual([
            [
                'PUT',
                '/training/courses/NEW-1',
                {
                    title: { zh: '新课', en: 'New' },
                    kind: 'product',
                    channel: 'classroom',
                    hours: '2.5',
                    prerequisites: [],
                    validMonths: 6,
                    audience: { levels: null, areas: null, employment: null, hiredWithinDays: null },
                    materials: [{ title: { zh: '资料', en: 'Paper' }, link: 'https://a.example', file: null }],
                },
            ],
        ]),
    );
});

it('shows a course with its audience, versions, and materials to open or to save', async () => {
    service();
    await openAs(['account-manager'], '/courses/SALES-1');
    expect(await screen.findByRole('heading', { name: 'Compliant sales' })).toBeTruthy();
    expect(screen.getByText('Junior, Hired within 365 days')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Handout' }).getAttribute('href')).toBe(
        '/training/courses/SALES-1/files/f1',
    );
    expect(screen.getByRole('link', { name: 'Handout' }).hasAttribute('download')).toBe(true);
    expect(screen.getByRole('link', { name: 'Site' }).getAttribute('rel')).toContain('noreferrer');
    expect(screen.getByText(/^Version 1: trainer/)).toBeTruthy();
});

it('sends a course back as it came, and asks for all that a course must have', () => {
    const draft = draftOf(course);
    expect(isWhole(draft)).toBe(true);
    expect(bodyOf(draft)).toMatchObject({
        title: course.title,
        hours: '6.0',
        validMonths: 12,
        audience: course.audience,
        materials: course.materials,
    });
    expect(isWhole({ ...draft, hours: '6.05' })).toBe(false);
    expect(isWhole({ ...draft, en: ' ' })).toBe(false);
});
