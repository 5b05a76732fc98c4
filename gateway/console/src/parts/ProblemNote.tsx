import { Alert, Button, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem';

/** The problem, the way out of it, and the number to quote to IT. */
export function ProblemNote({ problem, retry }: { problem: unknown; retry?: () => void }) {
    const { t, i18n } = useTranslation();
    const known = problem instanceof Problem ? problem : Problem.unanswered(problem);
    const { details } = known;
    const advice = `advice.${known.code.replaceAll('.', '-')}`;
    const kind = known.isPassing
        ? 'passing'
        : known.status === 403
          ? 'forbidden'
          : known.status >= 500
            ? 'broken'
            : undefined;
    return (
        <Alert
            type={known.isPassing ? 'warning' : 'error'}
            showIcon
            role="alert"
            title={details.title ?? (known.status === 0 ? t('problem.unreachable') : known.message)}
            description={
                <>
                    {details.detail && details.detail !== details.title && <div>{details.detail}</div>}
                    {details.errors && (
                        <ul>
                            {Object.entries(details.errors).map(([field, messages]) => (
                                <li key={field}>
                                    <code>{field}</code> {messages.join(' ')}
                                </li>
                            ))}
                        </ul>
                    )}
                    {i18n.exists(advice) ? <div>{t(advice)}</div> : kind && <div>{t(`advice.${kind}`)}</div>}
                    {details.traceId && (
                        <Typography.Text type="secondary" copyable={{ text: details.traceId }}>
                            {t('problem.trace')} <code>{details.traceId}</code>
                        </Typography.Text>
                    )}
                </>
            }
            action={
                retry && (
                    <Button size="small" onClick={retry}>
                        {t('action.retry')}
                    </Button>
                )
            }
        />
    );
}
