import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Input, InputNumber, Modal, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { period as periodName } from '../../parts/format';
import { currentLanguage } from '../../i18n';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { kpiName } from '../scorecards/kpis';
import { type MarkRow, REASON_ABOVE, REASON_BELOW, anchorsOf, giveMark } from './calls';

/** A mark from 0 to 100 by the KPI's anchors; a very low or very high one with its reason. */
export function MarkForm({ row, close }: { row: MarkRow; close: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const anchors = useQuery({
        queryKey: ['kpis', 'anchors', row.kpi, row.period],
        queryFn: () => anchorsOf(row.kpi, row.period),
    });
    const draft = useDraft<{ mark: number | null; reason: string }>(`mark.${row.managerNo}.${row.period}.${row.kpi}`, {
        mark: row.mark,
        reason: row.reason ?? '',
    });
    const { mark, reason } = draft.value;
    const needsReason = mark !== null && (mark < REASON_BELOW || mark > REASON_ABOVE);
    const saving = useMutation({
        mutationFn: () => giveMark(row, mark ?? 0, reason.trim() === '' ? null : reason.trim()),
        onSuccess: async () => {
            void message.success(t('marks.saved'));
            draft.clear();
            close();
            await queries.invalidateQueries({ queryKey: ['qualitative-marks'] });
        },
    });
    const language = currentLanguage();
    return (
        <Modal
            open
            title={t('marks.of', {
                kpi: kpiName(t, row.kpi),
                manager: row.name ?? row.managerNo,
                period: periodName(row.period),
            })}
            okText={t('marks.save')}
            okButtonProps={{
                disabled: mark === null || (needsReason && reason.trim() === ''),
                loading: saving.isPending,
            }}
            onOk={() => saving.mutate()}
            onCancel={close}
        >
            <Flex vertical gap="middle">
                <DraftNote draft={draft} />
                <ol style={{ margin: 0, paddingInlineStart: 0, listStyle: 'none' }}>
                    {[...(anchors.data ?? [])].reverse().map((anchor) => (
                        <li key={anchor.from}>
                            <Button
                                type="text"
                                style={{ whiteSpace: 'normal', height: 'auto', textAlign: 'start' }}
                                onClick={() => draft.set((now) => ({ ...now, mark: anchor.from }))}
                            >
                                {t('marks.anchor', {
                                    from: anchor.from,
                                    text: language === 'en' ? anchor.text.en : anchor.text.zh,
                                })}
                            </Button>
                        </li>
                    ))}
                </ol>
                <div>
                    <label htmlFor="mark">{t('marks.mark')}</label>
                    <div>
                        <InputNumber
                            id="mark"
                            min={0}
                            max={100}
                            precision={0}
                            value={mark}
                            onChange={(value) => draft.set((now) => ({ ...now, mark: value }))}
                        />
                    </div>
                </div>
                <div>
                    <label htmlFor="mark-reason">
                        {needsReason ? t('marks.reasonNeeded') : t('marks.reasonOptional')}
                    </label>
                    <Input.TextArea
                        id="mark-reason"
                        rows={3}
                        maxLength={500}
                        value={reason}
                        onChange={(event) => draft.set((now) => ({ ...now, reason: event.target.value }))}
                    />
                </div>
                <Typography.Text type="secondary">{t('marks.note')}</Typography.Text>
                {saving.error && <ProblemNote problem={saving.error} />}
            </Flex>
        </Modal>
    );
}
