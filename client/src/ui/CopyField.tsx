import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from './Button.tsx'
import { copyText } from './browser.ts'
import styles from './CopyField.module.css'

const COPIED_MS = 2500

/** A text to take along: shown whole, copied by its button, and selected at once for those who copy by hand. */
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
