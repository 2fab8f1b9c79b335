import { linksIn } from '@charrette/shared'
import { useEffect, useId, useRef } from 'react'
import { mergeTexts } from '../sync/mergeTexts.ts'
import { FormattedText } from '../ui/FormattedText.tsx'
import styles from './details.module.css'

interface DetailTextProps {
	label: string
	/** The placeholder of an empty field. */
	hint: string
	/** The stored text. */
	text: string
	maxLength: number
	/** Height of an empty field in lines. */
	rows: number
	canWrite: boolean
	onWrite: (text: string) => void
}

/**
 * A detail: a field that is written to the document on blur, so that input methods can compose; or
 * only its text.
 */
export function DetailText({ label, hint, text, maxLength, rows, canWrite, onWrite }: DetailTextProps) {
	const input = useRef<HTMLTextAreaElement>(null)
	const id = useId()
	/** The stored text when this person began to type, and the current one. */
	const base = useRef(text)
	const stored = useRef(text)
	stored.current = text
	const write = useRef(() => {})
	write.current = () => {
		const typed = input.current?.value.trim() ?? base.current
		if (typed === base.current) return
		const merged = mergeTexts(base.current, typed, stored.current) ?? `${stored.current}\n${typed}`
		const next = merged.slice(0, maxLength)
		base.current = next
		onWrite(next)
	}
	useEffect(() => {
		// Another person changed the text. Text that is being typed here is kept.
		if (!input.current || window.document.activeElement === input.current) return
		input.current.value = text
		base.current = text
	}, [text])
	useEffect(() => () => write.current(), [])
	if (!canWrite && text === '') return null
	return (
		<section className={styles['detail']}>
			<label htmlFor={id}>{label}</label>
			{canWrite ? (
				<textarea
					ref={input}
					id={id}
					rows={rows}
					defaultValue={text}
					maxLength={maxLength}
					placeholder={hint}
					dir="auto"
					onBlur={() => write.current()}
				/>
			) : (
				<p id={id} className={styles['text']} dir="auto">
					<FormattedText text={text} renderLink={TextLink} />
				</p>
			)}
			{canWrite && linksIn(text).map((link) => <TextLink key={link.href} {...link} />)}
		</section>
	)
}

/** A link in a text, which opens in another tab. */
export function TextLink({ text, href }: { text: string; href: string }) {
	return (
		<a href={href} target="_blank" rel="noopener noreferrer">
			{text}
		</a>
	)
}
