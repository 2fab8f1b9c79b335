import { linksIn, type ThreadMessage } from '@charrette/shared'
import { Fragment, useMemo } from 'react'
import { TranslationMark, useReadText } from '../reading/useReading.tsx'
import styles from './conversation.module.css'
import { useAddressees } from './MessageField.tsx'
import { splitMentions } from './mentions.ts'
import { useThreads } from './ThreadPlace.ts'

/** A message in this person's language, with the names in it and its links. */
export function MessageText({ message }: { message: ThreadMessage }) {
	const read = useReadText(message.id, message.text)
	return (
		<>
			<p className={styles['text']} dir="auto" lang={read.lang}>
				<MentionedText text={read.text} mentions={message.mentions} />
			</p>
			{read.from !== null && <TranslationMark card={message.id} read={read} />}
		</>
	)
}

/** A text with the names of those whom it mentions. */
export function MentionedText({ text, mentions }: { text: string; mentions: readonly string[] }) {
	const names = useThreads()?.reader.names
	const addressees = useAddressees()
	const parts = useMemo(
		() => (mentions.length === 0 ? [{ text }] : splitMentions(text, addressees)),
		[text, mentions, addressees],
	)
	return parts.map(({ text: part, mention }, at) =>
		mention === undefined || !mentions.includes(mention) ? (
			<Fragment key={at}>
				<LinkedText text={part} />
			</Fragment>
		) : (
			<b key={at} className={styles['mention']} data-me={names?.has(mention) || undefined}>
				{part}
			</b>
		),
	)
}

function LinkedText({ text }: { text: string }) {
	const links = linksIn(text)
	if (links.length === 0) return text
	const parts: { text: string; href?: string }[] = []
	let rest = text
	for (const link of links) {
		const at = rest.indexOf(link.text)
		if (at < 0) continue
		parts.push({ text: rest.slice(0, at) }, link)
		rest = rest.slice(at + link.text.length)
	}
	parts.push({ text: rest })
	return parts.map(({ text: part, href }, at) =>
		href ? (
			<a key={at} href={href} target="_blank" rel="noopener noreferrer">
				{part}
			</a>
		) : (
			<Fragment key={at}>{part}</Fragment>
		),
	)
}
