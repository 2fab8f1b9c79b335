import type { Workshop } from '@charrette/shared'
import { memo, useRef } from 'react'
import type { Credentials } from '../../connection/credentials.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { isComposing } from '../../ui/isComposing.ts'
import searchField from '../../ui/searchField.module.css'
import { useCardResults } from '../../workshop/useCardResults.tsx'
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
			<label className={searchField['field']}>
				<Icon name="search" size={18} />
				<input
					ref={field}
					type="search"
					{...fieldProps}
					aria-label={t('across.search')}
					placeholder={t('across.search')}
					enterKeyHint="search"
				/>
			</label>
			{results && <div className={styles['results']}>{results}</div>}
		</search>
	)
})
