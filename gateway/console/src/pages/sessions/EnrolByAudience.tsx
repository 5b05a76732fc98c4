import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { count } from '../../parts/format';
import { type Session, enrolAudience } from './calls';

/** Enrols everybody whom the course is for: first what it comes to, then the enrolment itself. */
export function EnrolByAudience({ session }: { session: Session }) {
    const { t } = useTranslation();
    const queries = useQueryClient();
    const [isOpen, setOpen] = useState(false);
    const trying = useMutation({ mutationFn: () => enrolAudience(session.code, session.waitingList, true) });
    const enrolling = useMutation({
        mutationFn: () => enrolAudience(session.code, session.waitingList, false),
        onSuccess: async () => {
            setOpen(false);
            await queries.invalidateQueries({ queryKey: ['sessions'] });
        },
    });
    const told = trying.data;
    return (
        <>
            <Button
                onClick={() => {
                    enrolling.reset();
                    setOpen(true);
                    trying.mutate();
                }}
            >
                {t('sessions.enrolAudience')}
            </Button>
            <Modal
                open={isOpen}
                title={t('sessions.enrolAudience')}
                okText={t('sessions.enrol')}
                okButtonProps={{
                    disabled: !told || told.enrolled + told.waiting === 0,
                    loading: enrolling.isPending,
                }}
                onOk={() => enrolling.mutate()}
                onCancel={() => setOpen(false)}
            >
                {trying.error && <ProblemNote problem={trying.error} />}
                {!told && !trying.error && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
                {told && (
                    <>
                        <p>
                            {t('sessions.audienceComesTo', {
                                enrolled: count(told.enrolled),
                                waiting: count(told.waiting),
                                already: count(told.already),
                            })}
                        </p>
                        {told.refused.length > 0 && (
                            <>
                                <p>{t('sessions.notEnrolled')}</p>
                                <ul>
                                    {told.refused.map((one) => (
                                        <li key={one.code}>
                                            {t('sessions.reasonOf', { people: count(one.people), reason: one.text })}
                                        </li>
                                    ))}
                                </ul>
                            </>
                        )}
                    </>
                )}
                {enrolling.error && <ProblemNote problem={enrolling.error} />}
            </Modal>
        </>
    );
}
