import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useRef } from 'react';
import { Problem } from '../../api/problem';

/** Sends a step of a case once, says that it is done, and reads again what it changes. */
export function useStep(run: (key: string) => Promise<unknown>, done: string, onDone: () => void) {
    const { message } = App.useApp();
    const queries = useQueryClient();
    const key = useRef<string>(undefined);
    return useMutation({
        mutationFn: () => run((key.current ??= crypto.randomUUID())),
        onSuccess: () => {
            onDone();
            void message.success(done);
        },
        onSettled: (_, error) => {
            // Without an answer the same step is sent again, and counts once.
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
            return Promise.all(
                ['home', 'cases', 'complaints', 'statements-asked'].map((one) =>
                    queries.invalidateQueries({ queryKey: [one] }),
                ),
            );
        },
    });
}
