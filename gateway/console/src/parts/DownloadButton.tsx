import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Flex, Typography } from 'antd';
import { ask } from '../api/client';
import { ProblemNote } from './ProblemNote';
import { download } from './download';

/** One file of a route, with a sentence that says what it is for. */
export function DownloadButton({
    path,
    name,
    label,
    about,
}: {
    path: string;
    name: string;
    label: string;
    about: string;
}) {
    const { mutate, isPending, error } = useMutation({
        mutationFn: async () => download(await (await ask('GET', path)).blob(), name),
    });
    return (
        <Flex vertical gap="small" align="flex-start">
            <Button icon={<DownloadOutlined />} loading={isPending} onClick={() => mutate()}>
                {label}
            </Button>
            <Typography.Text type="secondary">{about}</Typography.Text>
            {error && <ProblemNote problem={error} />}
        </Flex>
    );
}
