/** A city's name as it is compared: the same for everybody from there, however they typed it. */
export function cityKey(name: string): string {
	return name.trim().normalize('NFC').toLowerCase()
}
