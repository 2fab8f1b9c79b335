import { useEffect } from 'react'

/** Some browsers begin with a download later than they say. */
const REVOKE_AFTER_MS = 60_000

/** Hands a file to the browser's downloads. */
export function saveFile(blob: Blob, name: string): void {
	const url = URL.createObjectURL(blob)
	const link = document.createElement('a')
	link.href = url
	link.download = name
	link.click()
	setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS)
}

/**
 * Puts a text on the clipboard; false when the browser refuses. The clipboard API exists on secure pages only, and a
 * plain http address in the hall is none, so there the old command does it.
 */
export async function copyText(text: string): Promise<boolean> {
	if (navigator.clipboard) {
		const isCopied = await navigator.clipboard.writeText(text).then(
			() => true,
			() => false,
		)
		if (isCopied) return true
	}
	return copyBySelection(text)
}

function copyBySelection(text: string): boolean {
	const area = document.createElement('textarea')
	area.value = text
	area.readOnly = true
	area.className = 'visuallyHidden'
	// Inside an open modal dialog nothing outside of it can be selected.
	const host = document.querySelector('dialog[open]') ?? document.body
	const focused = document.activeElement
	host.append(area)
	area.select()
	const isCopied = document.execCommand('copy')
	area.remove()
	if (focused instanceof HTMLElement) focused.focus()
	return isCopied
}

/** Names the browser's tab after what the page shows. */
export function useDocumentTitle(title: string | null): void {
	useEffect(() => {
		document.title = title ? `${title} · Charrette` : 'Charrette'
	}, [title])
}
