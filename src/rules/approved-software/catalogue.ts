import type { SoftwareEntry } from './software-list.ts';

/** Groups of programs that have no place at work, for IT to choose from. */
export const catalogueGroups = [
  'games',
  'emulators',
  'cheats',
  'activators',
  'remote-control',
  'miners',
  'file-transfer',
] as const;
export type CatalogueGroup = (typeof catalogueGroups)[number];

type More = Omit<SoftwareEntry, 'name'>;
function entry(name: string, more: More = {}): SoftwareEntry {
  return { name, ...more };
}

/**
 * A start, not the whole: what is common in offices, by the names that installers, packages and bundles give it. A maker
 * stands here only where all that he makes belongs to the group, an executable only where its name is nobody else's.
 */
export const catalogue: Readonly<Record<CatalogueGroup, readonly SoftwareEntry[]>> = {
  games: [
    entry('Steam', {
      also: ['steam-launcher', 'steam-installer', 'com.valvesoftware.Steam'],
      executables: ['steam', 'steamwebhelper', 'steam_osx'],
      publishers: ['Valve', 'Valve Corporation'],
    }),
    entry('WeGame', {
      also: ['腾讯WeGame', 'Tencent WeGame', '腾讯游戏平台'],
      executables: ['wegame', 'wegame_launcher'],
    }),
    entry('Epic Games Launcher', {
      also: ['Epic Games Store', 'com.epicgames.EpicGamesLauncher'],
      executables: ['EpicGamesLauncher', 'EpicWebHelper'],
    }),
    entry('Battle.net', {
      also: ['战网', '暴雪战网', 'net.battle.app'],
      executables: ['Battle.net', 'Battle.net Launcher'],
      publishers: ['Blizzard Entertainment'],
    }),
    entry('EA app', {
      also: ['EA Desktop', 'com.ea.Origin'],
      executables: ['EADesktop', 'EALauncher', 'EABackgroundService'],
      publishers: ['Electronic Arts', 'Electronic Arts, Inc.'],
    }),
    entry('Ubisoft Connect', {
      also: ['Ubisoft Game Launcher', 'Uplay'],
      executables: ['UbisoftConnect', 'UbisoftGameLauncher'],
      publishers: ['Ubisoft', 'Ubisoft Entertainment'],
    }),
    entry('GOG GALAXY', {
      also: ['com.gog.galaxy'],
      executables: ['GalaxyClient'],
      publishers: ['GOG.com'],
    }),
    entry('Riot Client', {
      also: ['League of Legends', '英雄联盟', 'VALORANT', '无畏契约', 'com.riotgames.RiotGames.RiotClient'],
      executables: ['RiotClientServices', 'LeagueClient', 'LeagueClientUx', 'VALORANT-Win64-Shipping'],
      publishers: ['Riot Games, Inc', 'Riot Games, Inc.'],
    }),
    entry('米哈游启动器', {
      also: [
        ...['miHoYo Launcher', 'HoYoPlay', '原神', 'Genshin Impact', '崩坏3', '崩坏：星穹铁道'],
        ...['Honkai: Star Rail', '绝区零', 'Zenless Zone Zero'],
      ],
      executables: ['YuanShen', 'GenshinImpact', 'StarRail', 'ZenlessZoneZero', 'BH3'],
      publishers: ['miHoYo', 'miHoYo Co.,Ltd', '米哈游', 'COGNOSPHERE PTE. LTD.'],
    }),
    entry('Minecraft', {
      also: [
        ...['Minecraft Launcher', '我的世界', '我的世界启动器', 'minecraft-launcher', 'com.mojang.Minecraft'],
        ...['Microsoft.MinecraftUWP', 'Microsoft.4297127D64EC6', 'org.prismlauncher.PrismLauncher'],
      ],
      executables: ['MinecraftLauncher', 'Minecraft.Windows', 'minecraft-launcher'],
      publishers: ['Mojang', 'Mojang AB'],
    }),
    entry('Roblox', {
      also: ['Roblox Player', 'com.roblox.RobloxPlayer'],
      executables: ['RobloxPlayerBeta', 'RobloxPlayer'],
      publishers: ['Roblox Corporation'],
    }),
    entry('Lutris', { also: ['net.lutris.Lutris'], executables: ['lutris'] }),
    entry('Heroic Games Launcher', {
      also: ['Heroic', 'com.heroicgameslauncher.hgl'],
      executables: ['heroic'],
    }),
    entry('完美世界竞技平台', { also: ['完美世界电竞平台', 'Perfect World Arena'] }),
    entry('5E对战平台', { also: ['5EPlay'] }),
    entry('4399游戏盒', { also: ['4399游戏大厅'] }),
    entry('QQ游戏', { also: ['QQ游戏大厅'], executables: ['QQGame', 'QQGameHall'] }),
    // Not by its program: DNF.exe is called as Fedora's package manager is.
    entry('地下城与勇士', { also: ['地下城与勇士：创新世纪'] }),
    entry('穿越火线', { also: ['CrossFire'], executables: ['crossfire'] }),
    entry('绝地求生', { also: ['PUBG', 'PUBG: BATTLEGROUNDS'], executables: ['TslGame'] }),
    entry('永劫无间', { also: ['NARAKA: BLADEPOINT'], executables: ['NarakaBladepoint'] }),
    entry('三角洲行动', { also: ['Delta Force'], executables: ['DeltaForceClient-Win64-Shipping'] }),
    entry('梦幻西游', { also: ['梦幻西游电脑版'] }),
    entry('魔兽世界', { also: ['World of Warcraft'], executables: ['WowClassic'] }),
    entry('炉石传说', { also: ['Hearthstone'], executables: ['Hearthstone'] }),
    entry('欢乐斗地主', { also: ['腾讯欢乐斗地主'] }),
    entry('JJ斗地主', { also: ['JJ比赛'] }),
    entry('360游戏大厅'),
    entry('UU加速器', { also: ['网易UU', '网易UU加速器', 'UU Game Booster'] }),
    entry('雷神加速器', { also: ['雷神网游加速器'] }),
    entry('迅游加速器', { also: ['迅游网游加速器'] }),
  ],
  emulators: [
    entry('雷电模拟器', {
      also: ['LDPlayer', 'LDPlayer9', '雷电模拟器9'],
      executables: ['dnplayer', 'LDPlayer'],
    }),
    entry('MuMu模拟器', {
      also: ['MuMu模拟器12', 'MuMu安卓设备', 'MuMuPlayer', 'MuMu Player 12', 'MuMuPlayer-12.0'],
      executables: ['MuMuPlayer', 'MuMuNxMain', 'NemuPlayer'],
    }),
    entry('夜神模拟器', { also: ['夜神安卓模拟器', 'NoxPlayer'], executables: ['NoxPlayer', 'NoxVMHandle'] }),
    entry('逍遥模拟器', {
      also: ['逍遥安卓模拟器', 'MEmu', 'MEmu Play'],
      executables: ['MEmu', 'MEmuHeadless'],
    }),
    entry('腾讯手游助手', { also: ['GameLoop', '腾讯应用宝模拟器'], executables: ['AndroidEmulatorEx'] }),
    entry('BlueStacks', {
      also: ['BlueStacks 5', 'BlueStacks X', 'BlueStacks App Player', '蓝叠'],
      executables: ['HD-Player'],
      publishers: ['BlueStack Systems, Inc.', 'now.gg, Inc.'],
    }),
  ],
  cheats: [
    entry('Cheat Engine', {
      executables: [
        ...['Cheat Engine', 'cheatengine-i386', 'cheatengine-x86_64'],
        ...['cheatengine-x86_64-SSE4-AVX2', 'cheatengine'],
      ],
    }),
    entry('WeMod', { executables: ['WeMod'], publishers: ['WeMod LLC', 'Daring Development Inc.'] }),
    entry('ArtMoney', { also: ['ArtMoney SE', 'ArtMoney PRO'], executables: ['artmoney'] }),
    entry('PLITCH', { executables: ['Plitch'], publishers: ['MegaDev GmbH'] }),
    entry('按键精灵', {
      also: ['按键精灵2014', '按键精灵小精灵'],
      executables: ['按键精灵', '按键精灵2014'],
    }),
  ],
  activators: [
    entry('KMSpico', { executables: ['KMSpico', 'KMSELDI', 'AutoPico', 'Service_KMS'] }),
    entry('KMSAuto', {
      also: ['KMSAuto Net', 'KMSAuto Lite', 'KMSAuto++'],
      executables: [
        'KMSAuto',
        'KMSAuto Net',
        'KMSAuto Lite',
        'KMSAuto x64',
        'KMSAuto++',
        'KMSAuto++ x64',
        'KMSSS',
      ],
    }),
    entry('HEU KMS Activator', { executables: ['HEU_KMS_Activator', 'HEU_KMS_Activator_x64'] }),
    entry('AAct', {
      also: ['AAct Network'],
      executables: ['AAct', 'AAct_x64', 'AAct_Network', 'AAct_Network_x64'],
    }),
    entry('Microsoft Toolkit', { executables: ['Microsoft Toolkit'] }),
    entry('Re-Loader Activator', { executables: ['Re-LoaderByR@1n', 'Re-Loader'] }),
    entry('小马激活工具', { also: ['小马激活', 'OEM9'], executables: ['小马激活工具', '小马激活', 'OEM9'] }),
    entry('暴风激活工具', { also: ['暴风激活'], executables: ['暴风激活工具', '暴风激活'] }),
    entry('神龙KMS', { also: ['DragonKMS', 'KMS神龙版'], executables: ['DragonKMS'] }),
    entry('vlmcsd', { executables: ['vlmcsd'] }),
    entry('Adobe GenP', { also: ['GenP'], executables: ['GenP'] }),
  ],
  'remote-control': [
    entry('向日葵', {
      also: [
        '向日葵远程控制',
        '向日葵客户端',
        'Sunlogin',
        'SunloginClient',
        'AweSun',
        'com.oray.sunlogin.macclient',
      ],
      executables: ['SunloginClient', 'SunloginRemote', 'SunloginService', 'OrayRemoteService', 'AweSun'],
    }),
    entry('ToDesk', {
      also: ['com.youqu.todesk.mac', 'com.youqu.todesk'],
      executables: ['ToDesk', 'ToDesk_Service', 'ToDesk_Lite'],
    }),
    entry('TeamViewer', {
      also: ['TeamViewer Host', 'TeamViewer QuickSupport', 'com.teamviewer.TeamViewer'],
      executables: ['TeamViewer', 'TeamViewer_Service', 'TeamViewerQS', 'TeamViewer_Qs', 'teamviewerd'],
      publishers: ['TeamViewer', 'TeamViewer Germany GmbH'],
    }),
    entry('AnyDesk', {
      also: ['com.philandro.anydesk', 'com.anydesk.Anydesk'],
      executables: ['AnyDesk'],
      publishers: ['AnyDesk Software GmbH', 'philandro Software GmbH'],
    }),
    entry('RustDesk', { also: ['com.rustdesk.RustDesk', 'com.carriez.rustdesk'], executables: ['rustdesk'] }),
    entry('UU远程', { also: ['网易UU远程', 'GameViewer'], executables: ['GameViewer', 'GameViewerServer'] }),
    entry('Splashtop Streamer', { executables: ['SRService', 'SRServer', 'SRStreamer'] }),
    entry('Parsec', { also: ['tv.parsec.www'], executables: ['parsecd'], publishers: ['Parsec Cloud Inc.'] }),
    entry('Chrome Remote Desktop Host', { also: ['chrome-remote-desktop'], executables: ['remoting_host'] }),
    entry('UltraViewer', { executables: ['UltraViewer_Desktop', 'UltraViewer_Service'] }),
    entry('Ammyy Admin', { executables: ['AMMYY_Admin', 'AA_v3'] }),
    entry('Supremo', { executables: ['Supremo', 'SupremoService'], publishers: ['Nanosystems S.r.l.'] }),
    entry('花生壳', { also: ['PeanutHull', '花生壳客户端'], executables: ['phtunnel', 'HskDDNS'] }),
    entry('ngrok', { executables: ['ngrok'] }),
    entry('frp', { executables: ['frpc'] }),
  ],
  miners: [
    entry('XMRig', { executables: ['xmrig'] }),
    entry('NiceHash Miner', { executables: ['NiceHashMiner', 'NiceHashQuickMiner'] }),
  ],
  'file-transfer': [
    entry('百度网盘', {
      also: ['BaiduNetdisk', 'com.baidu.BaiduNetdisk-mac', 'com.baidu.NetDisk'],
      executables: ['BaiduNetdisk', 'baidunetdiskhost'],
    }),
    entry('阿里云盘', { also: ['aDrive', 'com.alicloud.smartdrive'], executables: ['aDrive'] }),
    entry('夸克网盘', { also: ['夸克', 'QuarkCloudDrive'], executables: ['QuarkCloudDrive'] }),
    entry('115', { also: ['115电脑版', '115浏览器'], executables: ['115chrome'] }),
    entry('迅雷', {
      also: ['迅雷11', '迅雷X', 'com.xunlei.Thunder', 'com.xunlei.download'],
      executables: ['Thunder', 'XLLiveUD', 'DownloadSDKServer'],
    }),
    entry('qBittorrent', {
      also: ['org.qbittorrent.qBittorrent'],
      executables: ['qbittorrent', 'qbittorrent-nox'],
    }),
    entry('BitComet', { executables: ['BitComet', 'BitComet_x64'] }),
    entry('µTorrent', { also: ['uTorrent', 'uTorrent Web'], executables: ['uTorrent', 'utweb'] }),
    entry('Motrix', { also: ['net.agalwood.Motrix'], executables: ['Motrix'] }),
  ],
};
