import { Problem } from '../../api/problem';

/** An answer, or null where the service has none: a manager without a score or a statement is no fault. */
export async function absentAsNull<T>(asked: Promise<T>): Promise<T | null> {
    try {
        return await asked;
    } catch (error) {
        if (error instanceof Problem && error.status === 404) return null;
        throw error;
    }
}
