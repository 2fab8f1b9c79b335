import { useContext, useState } from 'react'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { CheckField } from '../ui/CheckField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useLateComponent } from '../ui/useLateComponent.ts'
import { chooseReading, ReadingContext, type TranslatedTexts, useReadingChoice } from './ReadingProvider.tsx'

const loadLanguages = async () => (await fetchChunkOnce(() => import('./DeviceLanguages.tsx'))).DeviceLanguages

interface ReadingSwitchProps {
	/** The workshop, or what takes its place. */
	workshop: TranslatedTexts
}

/** The switch for reading in one's own language, in this person's settings (READ4). */
export function ReadingSwitch({ workshop }: ReadingSwitchProps) {
	const { isOffered, isChecked } = useReadingChoice(workshop)
	const { t } = useTranslation('board')
	const device = useContext(ReadingContext)?.device
	const DeviceLanguages = useLateComponent(Boolean(device), loadLanguages)
	if (!isOffered) return null
	return (
		<>
			<CheckField
				label={t('reading.switch')}
				hint={t('reading.switchHint')}
				checked={isChecked}
				onChange={chooseReading}
			/>
			{device && DeviceLanguages && <DeviceLanguages device={device} locales={workshop.locales} />}
		</>
	)
}

/** Opens the same switch, on pages without a dialog of settings (READ9). */
export function ReadingButton({ workshop }: ReadingSwitchProps) {
	const { canTranslate } = useReadingChoice(workshop)
	const { t } = useTranslation('board')
	const [isOpen, setOpen] = useState(false)
	if (!canTranslate) return null
	return (
		<>
			<Button variant="quiet" icon="language" aria-haspopup="dialog" onClick={() => setOpen(true)}>
				{t('reading.switch')}
			</Button>
			{isOpen && (
				<Dialog title={t('reading.switch')} onClose={() => setOpen(false)}>
					<ReadingSwitch workshop={workshop} />
				</Dialog>
			)}
		</>
	)
}
