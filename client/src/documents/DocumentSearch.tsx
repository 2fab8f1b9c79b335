import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { OpenedDocument } from '../boardParts/documents/OpenedDocument.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { isComposing } from '../ui/isComposing.ts'
import { SearchField } from '../ui/SearchField.tsx'
import styles from './reader.module.css'
import { type PageTexts, searchDocument } from './searchDocument.ts'

interface DocumentSearchProps {
	opened: OpenedDocument
	query: string
	onQuery: (query: string) => void
	goTo: (page: number) => void
}

/** Waits for the next letter before it searches. */
const PAUSE_MS = 250

/** The search of a document: its field, and the buttons that go from match to match. */
export function DocumentSearch({ opened, query, onQuery, goTo }: DocumentSearchProps) {
	const { t } = useTranslation('documents')
	const texts = useRef<PageTexts>(new Map())
	const [matches, setMatches] = useState<readonly number[] | null>(null)
	const [at, setAt] = useState(0)
	useEffect(() => {
		setMatches(null)
		if (query.trim() === '') return undefined
		const abort = new AbortController()
		const timer = setTimeout(() => {
			searchDocument(opened, query, { texts: texts.current, signal: abort.signal }).then(
				(found) => {
					setMatches(found)
					setAt(0)
					if (found[0] !== undefined) goTo(found[0])
				},
				// Only another search, or the end of the reader, ends a search.
				() => null,
			)
		}, PAUSE_MS)
		return () => {
			clearTimeout(timer)
			abort.abort()
		}
	}, [opened, query, goTo])
	const step = (by: number) => {
		if (!matches || matches.length === 0) return
		const next = (at + by + matches.length) % matches.length
		setAt(next)
		goTo(matches[next] ?? 1)
	}
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key !== 'Enter' || isComposing(event)) return
		event.preventDefault()
		step(event.shiftKey ? -1 : 1)
	}
	const count = matches?.length ?? 0
	const status = !matches ? t('searching') : count === 0 ? t('notFound') : t('match', { at: at + 1, count })
	return (
		<div className={styles['search']}>
			<SearchField
				label={t('search')}
				value={query}
				onChange={(event) => onQuery(event.target.value)}
				onKeyDown={onKeyDown}
			/>
			<span role="status">{query.trim() !== '' && status}</span>
			{count > 1 && (
				<>
					<Button
						variant="quiet"
						size="small"
						icon="arrowLeft"
						iconOnly
						aria-label={t('previousMatch')}
						title={t('previousMatch')}
						onClick={() => step(-1)}
					/>
					<Button
						variant="quiet"
						size="small"
						icon="arrowRight"
						iconOnly
						aria-label={t('nextMatch')}
						title={t('nextMatch')}
						onClick={() => step(1)}
					/>
				</>
			)}
		</div>
	)
}
