/**
 * The delay before the URL is revoked: some browsers start a download some time after the click.
 */
const REVOKE_AFTER_MS = 60_000

/** Starts a download of the file under this name. */
export function saveFile(blob: Blob, name: string): void {
	const url = URL.createObjectURL(blob)
	const link = document.createElement('a')
	link.href = url
	link.download = name
	link.click()
	setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS)
}
