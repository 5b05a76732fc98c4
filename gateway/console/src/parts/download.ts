/** Hands a file to the browser, to be kept. */
export function download(file: Blob, name: string) {
    const address = URL.createObjectURL(file);
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    // The browser has taken the file by then; until then the address must hold.
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
