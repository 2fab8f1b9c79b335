import type { Workshop } from '@charrette/shared'
import { memo, useRef } from 'react'
import { useCardResults } from '../../boardParts/search/useCardResults.tsx'
import type { Credentials } from '../../connection/credentials.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { isComposing } from '../../ui/isComposing.ts'
import { SearchField } from '../../ui/SearchField.tsx'
import styles from './CardSearch.module.css'

interface CardSearchProps {
	workshop: Workshop
	credentials: Credentials
}

/** A field that finds the cards of all boards (SEARCH1). Esc clears it. */
export const CardSearch = memo(function CardSearch({ workshop, credentials }: CardSearchProps) {
	const { t } = useTranslation()
	const field = useRef<HTMLInputElement>(null)
	const { results, fieldProps, clear } = useCardResults({
		workshop,
		credentials,
		board: null,
		startsOpen: true,
		field,
	})
	return (
		<search
			onKeyDown={(event) => {
				if (event.key !== 'Escape' || isComposing(event)) return
				clear()
				field.current?.focus()
			}}
		>
			<SearchField ref={field} {...fieldProps} label={t('across.search')} enterKeyHint="search" />
			{results && <div className={styles['results']}>{results}</div>}
		</search>
	)
})
