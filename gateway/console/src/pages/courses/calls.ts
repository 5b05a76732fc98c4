import { answer, ask, training } from '../../api/client';
import type { components, paths } from '../../api/training';

type Schemas = components['schemas'];

export type Course = Schemas['CourseAnswer'];
export type CourseRow = Schemas['ListCoursesRow'];
export type CourseBody = Schemas['PutCourseRequest'];
export type CourseFile = Schemas['AddCourseFileAnswer'];
type CourseQuery = NonNullable<paths['/courses']['get']['parameters']['query']>;

export const courses = (query: CourseQuery) => answer(training.GET('/courses', { params: { query } }));

/** Every course there is, for choosing one. */
export const allCourses = async (): Promise<CourseRow[]> => (await courses({ limit: 500 })).items;

export const course = (code: string, version?: number) =>
    answer(training.GET('/courses/{code}', { params: { path: { code }, query: { version } } }));

export const saveCourse = (code: string, body: CourseBody) =>
    answer(training.PUT('/courses/{code}', { params: { path: { code } }, body }));

export const addressOfCourse = (code: string) => `/courses/${encodeURIComponent(code)}`;

export const addressOfFile = (code: string, id: string) => `/training${addressOfCourse(code)}/files/${id}`;

/** Sends a file to a course as it is; its name goes in a header, because an address would stand in logs. */
export async function addFile(code: string, file: File): Promise<CourseFile> {
    const answered = await ask('POST', `/training${addressOfCourse(code)}/files`, file, {
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replaceAll("'", '%27')}`,
    });
    return (await answered.json()) as CourseFile;
}
