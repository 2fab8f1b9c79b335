import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from './Button.tsx'
import styles from './CopyField.module.css'

const COPIED_MS = 2500

/**
 * A read-only text with a button that copies it. A click in the field selects the whole text; so
 * does the button if copying fails.
 */
export function CopyField({ label, hint, text }: { label: string; hint?: string; text: string }) {
	const { t } = useTranslation()
	const id = useId()
	const field = useRef<HTMLInputElement>(null)
	const [isCopied, setCopied] = useState(false)
	useEffect(() => {
		if (!isCopied) return
		const timer = setTimeout(() => setCopied(false), COPIED_MS)
		return () => clearTimeout(timer)
	}, [isCopied])

	const copy = async () => {
		if (await copyText(text)) setCopied(true)
		else field.current?.select()
	}
	return (
		<div className={styles['field']}>
			<label htmlFor={id}>{label}</label>
			<div className={styles['row']}>
				<input
					id={id}
					ref={field}
					readOnly
					value={text}
					aria-describedby={hint ? `${id}-hint` : undefined}
					onFocus={(event) => event.target.select()}
				/>
				<Button
					icon={isCopied ? 'check' : 'copy'}
					onClick={copy}
					aria-label={t('named', { what: isCopied ? t('copied') : t('copy'), which: label })}
				>
					{isCopied ? t('copied') : t('copy')}
				</Button>
			</div>
			{hint && <p id={`${id}-hint`}>{hint}</p>}
		</div>
	)
}

/**
 * Copies a text to the clipboard; returns false if the browser refuses. The clipboard API exists
 * only on secure pages; on plain http addresses, the deprecated `copy` command is used.
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
	// While a modal dialog is open, text outside of it cannot be selected.
	const host = document.querySelector('dialog[open]') ?? document.body
	const focused = document.activeElement
	host.append(area)
	area.select()
	const isCopied = document.execCommand('copy')
	area.remove()
	if (focused instanceof HTMLElement) focused.focus()
	return isCopied
}
