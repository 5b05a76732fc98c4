import { Button, Card, Form } from 'antd';
import type { ReactNode } from 'react';
import { ProblemNote } from '../../parts/ProblemNote';
import { DraftNote } from '../../session/DraftNote';
import type { Draft } from '../../session/drafts';
import type { useStep } from './useStep';

/** A step of a case that needs more than a word: its fields, and one button. */
export function StepForm<T>({
    title,
    send,
    draft,
    step,
    isReady,
    children,
}: {
    title: string;
    /** The button's text. */
    send: string;
    draft: Draft<T>;
    step: ReturnType<typeof useStep>;
    isReady: boolean;
    children: ReactNode;
}) {
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem', whiteSpace: 'normal' }}>{title}</h2>}>
            <DraftNote draft={draft} />
            <Form layout="vertical" noValidate onFinish={() => step.mutate()}>
                {children}
                <Button type="primary" htmlType="submit" loading={step.isPending} disabled={!isReady}>
                    {send}
                </Button>
            </Form>
            {step.error && <ProblemNote problem={step.error} />}
        </Card>
    );
}
