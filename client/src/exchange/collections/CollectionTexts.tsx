import { collectionTextId, type PracticeCollection } from '@charrette/shared'
import { Link } from 'wouter'
import { TranslationMark, useReadText } from '../../reading/useReading.tsx'
import styles from './collections.module.css'

type Texts = Pick<PracticeCollection, 'id' | 'title' | 'text'>

interface CollectionTextsProps {
	collection: Texts
	/** The address of the collection in a list; missing on its own page. */
	href?: string
	/** What else there is to say about it. */
	facts: string
}

/** The title and the text of a collection in the reader's language, with one mark (READ9). */
export function CollectionTexts({ collection: { id, title, text }, href, facts }: CollectionTextsProps) {
	const titleId = collectionTextId(id, 'title')
	const [readTitle, readText] = [useReadText(titleId, title), useReadText(collectionTextId(id, 'text'), text)]
	return (
		<>
			{href === undefined ? (
				<h1 lang={readTitle.lang} dir="auto">
					{readTitle.text}
				</h1>
			) : (
				<h3>
					<Link href={href} lang={readTitle.lang} dir="auto">
						{readTitle.text}
					</Link>
				</h3>
			)}
			{text && (
				<p lang={readText.lang} dir="auto">
					{readText.text}
				</p>
			)}
			<div className={styles['below']}>
				<small>{facts}</small>
				<TranslationMark card={titleId} read={readTitle.from === null ? readText : readTitle} />
			</div>
		</>
	)
}
