import { linksIn, textId } from '@charrette/shared'
import { useId } from 'react'
import { TranslationMark, useReadText } from '../reading/useReading.tsx'
import type { BoardDocument, TextPlace } from '../sync/BoardDocument.ts'
import { BoundText } from '../sync/BoundText.tsx'
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
	document: BoardDocument
	/** The record and the key of the text. */
	place: Required<TextPlace>
}

/**
 * A detail: a field that is bound to the document, with the links of its text. A translation is
 * below the field, and in its place for people who only read (READ4).
 */
export function DetailText({ label, hint, text, maxLength, rows, canWrite, document, place }: DetailTextProps) {
	const id = useId()
	const written = textId(place.record, place.key)
	const read = useReadText(written, text)
	if (!canWrite && text === '') return null
	return (
		<section className={styles['detail']}>
			<label htmlFor={id}>{label}</label>
			{(canWrite || !read.isTranslated) && (
				<BoundText
					id={id}
					source={document}
					place={place}
					rows={rows}
					readOnly={!canWrite}
					maxLength={maxLength}
					placeholder={hint}
				/>
			)}
			{read.isTranslated && (
				<p className={styles['text']} dir="auto" lang={read.lang}>
					{read.text}
				</p>
			)}
			{read.from !== null && (
				<div>
					<TranslationMark card={written} read={read} />
				</div>
			)}
			{linksIn(text).map((link) => (
				<TextLink key={link.href} {...link} />
			))}
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
