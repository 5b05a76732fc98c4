import { CheckCircleOutlined, ExclamationCircleOutlined, RightOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Skeleton, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** Something to do today, and where. */
export interface Duty {
    key: string;
    text: string;
    /** Undefined where the person has no room for it. */
    to?: string;
    /** It is late, or stands in the way of others. */
    isUrgent?: boolean;
}

interface Asked {
    isPending: boolean;
    isError: boolean;
    refetch: () => Promise<unknown>;
}

/** The to-dos of this person today. The list says "nothing" only when everything it depends on has answered. */
export function Duties({ duties, asked }: { duties: readonly (Duty | false | undefined)[]; asked: readonly Asked[] }) {
    const { t } = useTranslation();
    const { token } = theme.useToken();
    const given = duties
        .filter((duty): duty is Duty => Boolean(duty))
        .sort((a, b) => Number(b.isUrgent ?? false) - Number(a.isUrgent ?? false));
    const failed = asked.filter((query) => query.isError);
    const isPending = asked.some((query) => query.isPending);
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('home.today')}</h2>}>
            {given.length > 0 && (
                <ul className="home-list">
                    {given.map(({ key, text, to, isUrgent }) => (
                        <li key={key}>
                            {isUrgent ? (
                                <ExclamationCircleOutlined
                                    style={{ color: token.colorError }}
                                    aria-label={t('home.urgent')}
                                />
                            ) : (
                                <RightOutlined style={{ color: token.colorPrimary }} />
                            )}{' '}
                            {to ? <Link to={to}>{text}</Link> : text}
                        </li>
                    ))}
                </ul>
            )}
            {isPending && failed.length === 0 && (
                <Skeleton active title={false} paragraph={{ rows: given.length > 0 ? 1 : 2 }} />
            )}
            {failed.length > 0 && (
                <Alert
                    type="warning"
                    showIcon
                    title={t('home.notAllAsked')}
                    style={{ marginTop: given.length > 0 ? '0.75rem' : 0 }}
                    action={
                        <Button size="small" onClick={() => failed.forEach((query) => void query.refetch())}>
                            {t('action.retry')}
                        </Button>
                    }
                />
            )}
            {given.length === 0 && !isPending && failed.length === 0 && (
                <span>
                    <CheckCircleOutlined style={{ color: token.colorSuccess }} /> {t('home.quiet')}
                </span>
            )}
        </Card>
    );
}
