import { LOCALES, switchOfText, type TranslationsBody } from '@charrette/shared'
import { type ReactNode, useCallback } from 'react'
import { fetchPracticeTranslations } from '../connection/api/exchange.ts'
import { useExchangeOrigin } from '../exchange/exchangeAccess.ts'
import { useExchangeWorkshop } from '../exchange/useExchangeWorkshop.ts'
import { TextsProvider } from '../reading/ReadingProvider.tsx'
import { ReadingButton } from '../reading/ReadingSwitch.tsx'

/** Lets a page of the exchange show practices in the reader's language (READ9). */
export function ExchangeReading({ children }: { children: ReactNode }) {
	const { access } = useExchangeOrigin()
	const isUntranslated = useIsUntranslated()
	const ask = useCallback((body: TranslationsBody) => fetchPracticeTranslations(access, body), [access])
	return (
		<TextsProvider
			workshop={access?.workshop ?? null}
			isUntranslated={isUntranslated}
			ask={ask}
			switchOf={switchOfText}
		>
			{children}
		</TextsProvider>
	)
}

/** The switch for reading practices in one's own language. */
export function ExchangeReadingButton() {
	const isUntranslated = useIsUntranslated()
	return <ReadingButton workshop={{ locales: LOCALES, isUntranslated }} />
}

/** Returns whether the reader's workshop forbids machine translation (READ3). */
function useIsUntranslated(): boolean {
	const { access } = useExchangeOrigin()
	return useExchangeWorkshop(access)?.workshop.isUntranslated === true
}
