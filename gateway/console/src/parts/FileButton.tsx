import { UploadOutlined } from '@ant-design/icons';
import { Button, type ButtonProps } from 'antd';
import { useRef } from 'react';

/** A button that asks for one file. */
export function FileButton({
    accept,
    label,
    onFile,
    ...look
}: { accept: string; label: string; onFile: (file: File) => void } & Pick<ButtonProps, 'type' | 'size'>) {
    const input = useRef<HTMLInputElement>(null);
    return (
        <>
            <input
                ref={input}
                type="file"
                hidden
                accept={accept}
                aria-label={label}
                onChange={(event) => {
                    const [file] = event.target.files ?? [];
                    // The same file chosen again, corrected meanwhile, is news too.
                    event.target.value = '';
                    if (file) onFile(file);
                }}
            />
            <Button {...look} icon={<UploadOutlined />} onClick={() => input.current?.click()}>
                {label}
            </Button>
        </>
    );
}
