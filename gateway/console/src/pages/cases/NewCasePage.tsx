import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, AutoComplete, Button, Card, Flex, Form, Input, Radio, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { bankToday } from '../../parts/days';
import { date } from '../../parts/format';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { CHANNELS, SEVERITIES, addressOfCase, alikeComplaints, receiveComplaint } from './calls';
import { useTopics } from './topics';
import { useStep } from './useStep';

const EMPTY = {
    managerNo: '',
    receivedOn: '',
    channel: 'phone',
    category: '',
    severity: 'minor',
    cardRef: '',
    contact: '',
    text: '',
    involved: '',
    joinTo: '',
};

/** Takes down a complaint while the customer tells it; complaints it may repeat are shown before it is kept. */
export default function NewCasePage() {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const id = useId();
    const draft = useDraft('case-new', { ...EMPTY, receivedOn: bankToday() });
    const { value } = draft;
    const { names, codeOf } = useTopics('category');
    const set = (name: keyof typeof EMPTY) => (text: string) => draft.set((now) => ({ ...now, [name]: text }));
    const alike = useMutation({
        mutationFn: () => alikeComplaints(value.cardRef.trim() || null, value.contact.trim() || null),
    });
    const hasCustomer = value.cardRef.trim() !== '' || value.contact.trim() !== '';
    const look = () => hasCustomer && alike.mutate();
    const step = useStep(
        async (key) => {
            const { complaintRef } = await receiveComplaint(
                {
                    managerNo: value.managerNo.trim(),
                    receivedOn: value.receivedOn,
                    channel: value.channel,
                    category: codeOf(value.category),
                    severity: value.severity,
                    cardRef: value.cardRef.trim() || null,
                    contact: value.contact.trim() || null,
                    text: value.text.trim(),
                    involved: value.involved.split(/[\s,，、]+/).filter(Boolean),
                    joinTo: value.joinTo || null,
                },
                key,
            );
            void navigate(addressOfCase(complaintRef));
        },
        t('cases.kept'),
        draft.clear,
    );
    const isReady = [value.managerNo, value.receivedOn, value.category, value.text].every((one) => one.trim() !== '');
    const found = alike.data?.complaints ?? [];
    return (
        <Flex vertical gap="middle">
            <Link to="/cases">
                <ArrowLeftOutlined /> {t('room.cases')}
            </Link>
            <PageHead title={t('room.caseNew')} lead={t('cases.leadOfNew')} />
            <Card size="small" style={{ maxWidth: '46rem' }}>
                <DraftNote draft={draft} />
                <Form layout="vertical" noValidate onFinish={() => step.mutate()}>
                    <Flex gap="middle" wrap>
                        <Form.Item label={t('complaints.byManager')} htmlFor={`${id}-manager`}>
                            <Input
                                id={`${id}-manager`}
                                maxLength={32}
                                value={value.managerNo}
                                onChange={({ target }) => set('managerNo')(target.value)}
                            />
                        </Form.Item>
                        <Form.Item label={t('complaints.received')} htmlFor={`${id}-on`}>
                            <Input
                                id={`${id}-on`}
                                type="date"
                                max={bankToday()}
                                style={{ width: '12rem' }}
                                value={value.receivedOn}
                                onChange={({ target }) => set('receivedOn')(target.value)}
                            />
                        </Form.Item>
                        <Form.Item label={t('complaints.channelName')} htmlFor={`${id}-channel`}>
                            <Select
                                id={`${id}-channel`}
                                style={{ width: '10rem' }}
                                options={CHANNELS.map((one) => ({ value: one, label: t(`complaints.channel.${one}`) }))}
                                value={value.channel}
                                onChange={set('channel')}
                            />
                        </Form.Item>
                    </Flex>
                    <Flex gap="middle" wrap>
                        <Form.Item label={t('cases.cardRef')} htmlFor={`${id}-card`} extra={t('cases.cardRule')}>
                            <Input
                                id={`${id}-card`}
                                maxLength={60}
                                value={value.cardRef}
                                onChange={({ target }) => set('cardRef')(target.value)}
                                onBlur={look}
                            />
                        </Form.Item>
                        <Form.Item label={t('cases.contact')} htmlFor={`${id}-contact`} extra={t('cases.contactRule')}>
                            <Input
                                id={`${id}-contact`}
                                maxLength={200}
                                value={value.contact}
                                onChange={({ target }) => set('contact')(target.value)}
                                onBlur={look}
                            />
                        </Form.Item>
                    </Flex>
                    {alike.error && <ProblemNote problem={alike.error} />}
                    {found.length > 0 && (
                        <Alert
                            type="warning"
                            showIcon
                            style={{ marginBottom: '1rem' }}
                            title={t('cases.alike', { count: found.length })}
                            description={
                                <Radio.Group
                                    aria-label={t('cases.joinTo')}
                                    value={value.joinTo}
                                    onChange={(event) => set('joinTo')(String(event.target.value))}
                                >
                                    <Flex vertical gap="small">
                                        <Radio value="">{t('cases.joinNone')}</Radio>
                                        {found.map((one) => (
                                            <Radio key={one.complaintRef} value={one.complaintRef}>
                                                {t('cases.alikeOne', {
                                                    ref: one.complaintRef,
                                                    date: date(one.receivedOn),
                                                    category: one.category,
                                                    by: t(`cases.alikeBy.${one.by}`),
                                                    state: t(`cases.state.${one.state}`),
                                                })}
                                            </Radio>
                                        ))}
                                    </Flex>
                                </Radio.Group>
                            }
                        />
                    )}
                    <Flex gap="middle" wrap>
                        <Form.Item label={t('complaints.category')} htmlFor={`${id}-category`}>
                            <AutoComplete
                                id={`${id}-category`}
                                style={{ width: '16rem' }}
                                options={names}
                                value={value.category}
                                onChange={set('category')}
                            />
                        </Form.Item>
                        <Form.Item label={t('complaints.severityName')}>
                            <Radio.Group
                                aria-label={t('complaints.severityName')}
                                optionType="button"
                                options={SEVERITIES.map((one) => ({
                                    value: one,
                                    label: t(`complaints.severity.${one}`),
                                }))}
                                value={value.severity}
                                onChange={(event) => set('severity')(String(event.target.value))}
                            />
                        </Form.Item>
                    </Flex>
                    <Form.Item label={t('cases.text')} htmlFor={`${id}-text`}>
                        <Input.TextArea
                            id={`${id}-text`}
                            rows={6}
                            maxLength={4000}
                            value={value.text}
                            onChange={({ target }) => set('text')(target.value)}
                        />
                    </Form.Item>
                    <Form.Item label={t('cases.involved')} htmlFor={`${id}-involved`} extra={t('cases.involvedRule')}>
                        <Input
                            id={`${id}-involved`}
                            maxLength={330}
                            value={value.involved}
                            onChange={({ target }) => set('involved')(target.value)}
                        />
                    </Form.Item>
                    <Button type="primary" htmlType="submit" loading={step.isPending} disabled={!isReady}>
                        {t('cases.keep')}
                    </Button>
                </Form>
                {step.error && <ProblemNote problem={step.error} />}
            </Card>
        </Flex>
    );
}
