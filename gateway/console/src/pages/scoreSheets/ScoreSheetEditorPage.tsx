import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { LEVELS, wordOf } from '../managers/roster';
import { closedMonths } from '../month/calls';
import { latestMonths, monthFrom, monthNow, nextToClose } from '../month/months';
import { ScoreSheetEditor } from './ScoreSheetEditor';
import { scoreSheets, sheetOf } from './calls';
import { linesOf } from './draft';

/** The number of months ahead for which a sheet may be written. */
const AHEAD = 18;

/** A sheet for a level, begun from the one that holds. */
export default function ScoreSheetEditorPage() {
    const { t } = useTranslation();
    const { level = '' } = useParams();
    const isLevel = LEVELS.some((one) => one === level);
    const sheets = useQuery({
        queryKey: ['score-sheets', level],
        queryFn: () => scoreSheets(level),
        enabled: isLevel,
        staleTime: Infinity,
    });
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const failed = sheets.error ?? closed.error;
    // A closed month's sheet stays; before the first close only people know where the bank begins.
    const first = closed.data && (nextToClose(closed.data) ?? monthFrom(monthNow(), -12));
    const months = first ? latestMonths(AHEAD, monthFrom(first, AHEAD - 1)).reverse() : [];
    const start = first === undefined ? undefined : (sheetOf(sheets.data ?? [], first) ?? sheets.data?.[0]);
    return (
        <Flex vertical gap="middle">
            <Link to={`/score-sheets?level=${encodeURIComponent(level)}`}>
                <ArrowLeftOutlined /> {t('room.scoreSheets')}
            </Link>
            <Typography.Title level={1} style={{ margin: 0, fontSize: '1.5rem' }}>
                {t('scoreSheets.editTitle', { level: wordOf(t, 'level', level) })}
            </Typography.Title>
            {!isLevel ? (
                <Typography.Text>{t('scoreSheets.noLevel')}</Typography.Text>
            ) : failed ? (
                <ProblemNote problem={failed} retry={() => void (sheets.error ? sheets : closed).refetch()} />
            ) : !sheets.data || first === undefined ? (
                <Skeleton active paragraph={{ rows: 10 }} />
            ) : (
                <ScoreSheetEditor
                    key={level}
                    owner={{ level }}
                    months={months}
                    usual={nextToClose(closed.data ?? []) ?? monthNow()}
                    sheets={sheets.data}
                    start={linesOf(start?.kpis ?? [])}
                />
            )}
        </Flex>
    );
}
