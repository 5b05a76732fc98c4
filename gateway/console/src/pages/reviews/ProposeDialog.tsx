import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { bankToday } from '../../parts/days';
import { period as periodName } from '../../parts/format';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { useUnits } from '../managers/roster';
import { monthFrom, monthNow } from '../month/months';
import { periodsAround } from '../targets/periods';
import { type NewRound, forms, proposeRound, said } from './calls';

/** Proposes an appraisal of a unit; its raters are drawn, and another person confirms them. */
export function ProposeDialog({ close }: { close: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const { roles } = usePerson();
    const go = useNavigate();
    const queries = useQueryClient();
    const [form] = Form.useForm<NewRound>();
    const units = useUnits(roles);
    const known = useQuery({ queryKey: ['reviews', 'forms', 'all'], queryFn: () => forms({ limit: 100 }) });
    const draft = useDraft<Partial<NewRound>>('review.new', {
        form: 'ten-abilities',
        period: monthFrom(monthNow(), -1),
        peers: 5,
    });
    const key = useRef(crypto.randomUUID());
    const proposing = useMutation({
        mutationFn: ({ draw, peers, ...body }: NewRound) =>
            proposeRound({ ...body, peers: peers ?? null, draw: draw ?? null }, key.current),
        onSuccess: async ({ round }) => {
            void message.success(t('reviews.proposed'));
            draft.clear();
            close();
            await queries.invalidateQueries({ queryKey: ['reviews'] });
            await go(`/reviews/${round.id}`);
        },
        onSettled: (_, error) => {
            // Unanswered, the same word is sent again under the same key.
            if (!(error instanceof Problem && error.status === 0)) key.current = crypto.randomUUID();
        },
    });
    const around = periodsAround(monthNow());
    const needed = [{ required: true, message: t('reviews.needed') }];
    return (
        <Modal
            open
            title={t('reviews.propose')}
            okText={t('reviews.propose')}
            okButtonProps={{ loading: proposing.isPending }}
            onOk={form.submit}
            onCancel={close}
        >
            <DraftNote draft={draft} />
            <Form<NewRound>
                form={form}
                layout="vertical"
                requiredMark={false}
                initialValues={draft.value}
                onValuesChange={(_, all) => draft.set(all)}
                onFinish={(body) => proposing.mutate(body)}
            >
                <Form.Item name="org" label={t('managers.org')} rules={needed}>
                    <Select
                        showSearch={{ optionFilterProp: 'label' }}
                        options={(units.data ?? []).map(({ code, name }) => ({
                            value: code,
                            label: `${name} ${code}`,
                        }))}
                    />
                </Form.Item>
                <Form.Item name="period" label={t('targets.period')} rules={needed}>
                    <Select
                        showSearch={{ optionFilterProp: 'label' }}
                        options={(['months', 'quarters', 'halves', 'years'] as const).map((group) => ({
                            label: t(`targets.periods.${group}`),
                            options: around[group].map((value) => ({ value, label: periodName(value) })),
                        }))}
                    />
                </Form.Item>
                <Form.Item name="form" label={t('reviews.form')} rules={needed}>
                    <Select
                        options={(known.data?.items ?? []).map((one) => ({ value: one.code, label: said(one.name) }))}
                    />
                </Form.Item>
                <Form.Item name="dueOn" label={t('reviews.dueOn')} rules={needed}>
                    <Input type="date" min={bankToday()} />
                </Form.Item>
                <Form.Item name="peers" label={t('reviews.peers')}>
                    <InputNumber min={3} max={8} />
                </Form.Item>
                <Form.Item name="draw" label={t('reviews.draw')} extra={t('reviews.drawMeans')}>
                    <InputNumber min={1} max={1_000_000} />
                </Form.Item>
            </Form>
            {proposing.error && <ProblemNote problem={proposing.error} />}
        </Modal>
    );
}
