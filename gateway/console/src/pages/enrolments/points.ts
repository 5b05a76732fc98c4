/** The colour of the point beside the state of an enrolment. */
export const POINTS: Record<string, 'success' | 'warning' | 'error' | 'default'> = {
    enrolled: 'success',
    waiting: 'warning',
    'without-seat': 'error',
    withdrawn: 'default',
};

/** The colour of the point beside the state of a request for a seat. */
export const REQUEST_POINTS: Record<string, 'success' | 'warning' | 'error' | 'default'> = {
    open: 'warning',
    approved: 'success',
    refused: 'error',
    'taken-back': 'default',
};
